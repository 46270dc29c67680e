/**
 * The carrier model: its request records, the parsing of its responses and its connection settings.
 * A carrier is a subpackage that registers a {@link orderimport.carrier.Carrier} as a service.
 * Columns, template, binding, checks and error locations derive from its records.
 *
 * <p>The components of a request record are spelled exactly as the carrier spells its fields,
 * including snake case. A component's name is therefore the JSON name, the column path and the path
 * of a validation error, without any mapping between them.
 */
@NullMarked
package orderimport.carrier;

import org.jspecify.annotations.NullMarked;
