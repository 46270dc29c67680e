/**
 * How fast and how small: order-import beside what its users would write instead, on the same files
 * and the same database settings, in one run. {@code CONTRIBUTING.md} names the command.
 */
package orderimport.benchmark;
