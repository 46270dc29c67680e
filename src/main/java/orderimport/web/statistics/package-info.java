/** Statistics of placed orders. */
@NullMarked
package orderimport.web.statistics;

import org.jspecify.annotations.NullMarked;
