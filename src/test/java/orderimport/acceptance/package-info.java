/**
 * Acceptance: the program, used as by a user, against counterparts of the carriers. The
 * counterparts are written from the carriers' documentation alone and share no code with the
 * program, so that a mistake in reading the documentation shows.
 */
package orderimport.acceptance;
