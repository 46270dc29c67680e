/** What goes on by itself while the web page is served: inboxes, messages, what leaves. */
@NullMarked
package orderimport.night;

import org.jspecify.annotations.NullMarked;
