/**
 * The stand-in carriers: HTTP on loopback, as strict as the carriers' documentation. Entry point:
 * {@link orderimport.sandbox.Sandbox}. Knows no carrier by name: what is taken follows from the
 * request records, what is answered from {@link orderimport.carrier.Carrier.PlaceholderValues}.
 */
@NullMarked
package orderimport.sandbox;

import org.jspecify.annotations.NullMarked;
