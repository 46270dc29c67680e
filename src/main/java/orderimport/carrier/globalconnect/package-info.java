/**
 * GlobalConnect, with both versions of its order request: {@code globalconnect} and {@code
 * globalconnect-testing}. Source: the carrier's documentation of its create call; the records named
 * {@code Testing…} are those of "Create order - testing".
 */
@NullMarked
package orderimport.carrier.globalconnect;

import org.jspecify.annotations.NullMarked;
