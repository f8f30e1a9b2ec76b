"""What the tables of a case became, version by version; history, which is never edited afterwards."""
