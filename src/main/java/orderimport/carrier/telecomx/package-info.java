/**
 * TelecomX, requests for internet lines. Source: the carrier's documentation of its create call.
 */
@NullMarked
package orderimport.carrier.telecomx;

import org.jspecify.annotations.NullMarked;
