/** PostgreSQL: embedded in the data folder, or a server that the configuration names. */
@NullMarked
package orderimport.database;

import org.jspecify.annotations.NullMarked;
