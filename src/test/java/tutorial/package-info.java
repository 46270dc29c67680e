/**
 * What a user would write instead: the import job as the tutorials of Spring Batch have it. It
 * reads, validates row by row, writes one JSON a row, and keeps nothing that would let it place
 * orders once.
 */
package tutorial;
