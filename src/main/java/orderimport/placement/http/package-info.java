/**
 * Sends one request and says whether it can have arrived. Entry point: {@link
 * orderimport.placement.http.CarrierHttpClient}.
 */
@NullMarked
package orderimport.placement.http;

import org.jspecify.annotations.NullMarked;
