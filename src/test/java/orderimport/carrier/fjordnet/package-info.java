/**
 * Fjordnet, a made-up carrier: the worked example of CONTRIBUTING.md, complete. Its request has a
 * date, an enum, a list within a list, and headers.
 */
@NullMarked
package orderimport.carrier.fjordnet;

import org.jspecify.annotations.NullMarked;
