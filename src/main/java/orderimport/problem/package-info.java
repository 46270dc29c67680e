/**
 * Problems as data: a code, the key of a text with its arguments, a severity and a location. The
 * texts are rendered where they are shown, for an audience and in a language. Entry points: {@link
 * orderimport.problem.Problem} and {@link orderimport.problem.TextRenderer}.
 */
@NullMarked
package orderimport.problem;

import org.jspecify.annotations.NullMarked;
