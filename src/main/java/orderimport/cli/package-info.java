/**
 * The command line, for users at a terminal and for scripts. Entry point: {@link
 * orderimport.cli.Main}.
 */
@NullMarked
package orderimport.cli;

import org.jspecify.annotations.NullMarked;
