/**
 * What the connections to carriers, token endpoints and webhooks have in common: certificates and
 * the reasons why TLS fails.
 */
@NullMarked
package orderimport.connection;

import org.jspecify.annotations.NullMarked;
