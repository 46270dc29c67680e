/**
 * The authorization of requests to a carrier. Entry point: {@link
 * orderimport.placement.auth.TokenProvider}.
 */
@NullMarked
package orderimport.placement.auth;

import org.jspecify.annotations.NullMarked;
