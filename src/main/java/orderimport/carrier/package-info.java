/**
 * What a carrier is: its request as records, how its answers read, where it is reached. A carrier
 * is one package below this one that registers a {@link orderimport.carrier.Carrier} as a service;
 * columns, template, binding, checks and the place of an error follow from its records.
 *
 * <p>The components of a request record are spelled exactly as the carrier spells its fields, snake
 * case and all: so a component's name is the JSON's name, the column's path and the path of a
 * validation error, and nothing has to translate between them.
 */
@NullMarked
package orderimport.carrier;

import org.jspecify.annotations.NullMarked;
