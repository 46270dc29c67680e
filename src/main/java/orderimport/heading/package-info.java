/**
 * The heading row of a sheet: finds it, maps each column to a field of the carrier's request, and
 * suggests what an unknown heading could mean. The fields derive from the request records of {@code
 * carrier}; so do the templates. Entry point: {@link orderimport.heading.HeadingCatalog}.
 */
@NullMarked
package orderimport.heading;

import org.jspecify.annotations.NullMarked;
