/**
 * Several machines that share an external database build the orders of each other's imports (ADR
 * 0019). {@link orderimport.cluster.PartitionWorker} builds, {@link
 * orderimport.cluster.RemotePartitions} has others build.
 */
@NullMarked
package orderimport.cluster;

import org.jspecify.annotations.NullMarked;
