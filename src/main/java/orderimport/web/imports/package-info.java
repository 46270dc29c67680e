/**
 * The pages of imports, their problems and orders, of placing, of downloads and of orders in doubt.
 */
@NullMarked
package orderimport.web.imports;

import org.jspecify.annotations.NullMarked;
