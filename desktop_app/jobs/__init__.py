"""Work off the GUI thread: cancellable, newest wins, waited for at exit. The first layer that knows Qt."""
