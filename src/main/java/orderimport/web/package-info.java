/**
 * The page: a front door for people who do not use a terminal. It uploads, shows what would be
 * ordered, places when somebody says so, and shows what became of it. {@link
 * orderimport.web.WebConfiguration} is all of it; the command {@code serve} starts it, and nothing
 * of it is there in other commands.
 */
@NullMarked
package orderimport.web;

import org.jspecify.annotations.NullMarked;
