/** The command line: the front door for people at a terminal and for scripts. */
@NullMarked
package orderimport.cli;

import org.jspecify.annotations.NullMarked;
