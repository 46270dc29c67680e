/** Placing orders: pacing, authorizing, sending, and telling what an answer means. */
@NullMarked
package orderimport.submission;

import org.jspecify.annotations.NullMarked;
