/**
 * Compares the speed and memory of order-import with what its users would write instead, on the
 * same files and database settings. {@code CONTRIBUTING.md} gives the command.
 */
package orderimport.benchmark;
