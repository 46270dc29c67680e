/**
 * A file being worked through: the import with its state, its sheets, its staged rows and the
 * problems found in them, in PostgreSQL.
 */
@NullMarked
package orderimport.imports;

import org.jspecify.annotations.NullMarked;
