/** Health indicators and Prometheus metrics. */
@NullMarked
package orderimport.monitoring;

import org.jspecify.annotations.NullMarked;
