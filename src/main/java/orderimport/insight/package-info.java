/** What machines that look after machines see: health, and figures for Prometheus. */
@NullMarked
package orderimport.insight;

import org.jspecify.annotations.NullMarked;
