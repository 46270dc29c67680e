/**
 * The web page: upload, preview, placement and results. {@link orderimport.web.WebConfiguration}
 * configures it; only the command {@code serve} starts it.
 */
@NullMarked
package orderimport.web;

import org.jspecify.annotations.NullMarked;
