/** TelecomX, requests for internet lines. Source: {@code telecomx-internet-request-create.txt}. */
@NullMarked
package orderimport.carrier.telecomx;

import org.jspecify.annotations.NullMarked;
