/** The stand-in carriers: HTTP on loopback, as strict as the carriers' documentation. */
@NullMarked
package orderimport.sandbox;

import org.jspecify.annotations.NullMarked;
