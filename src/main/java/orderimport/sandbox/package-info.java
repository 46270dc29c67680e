/**
 * Stubs of the carriers: HTTP on loopback, as strict as the carriers' documentation. Entry point:
 * {@link orderimport.sandbox.Sandbox}. The package names no carrier: requests are checked against
 * the request records, and responses come from {@link orderimport.carrier.Carrier.CarrierStub}.
 */
@NullMarked
package orderimport.sandbox;

import org.jspecify.annotations.NullMarked;
