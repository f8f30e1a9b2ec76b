/** A case as one file: the map as in the program, and beside it what its window shows. No request is ever made. */

import "./supplied";
import "./start";
import "../main";
import "./page.css";
