package orderimport.database;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The machine's time zone, in which times are displayed. The JVM itself is set to UTC: when it
 * connects, the driver sends the name of the JVM's zone to the server, which cannot be disabled,
 * and a server that does not know the name rejects the connection (pgjdbc#3642).
 */
public final class MachineZone {
  private static final ZoneId ZONE = ZoneId.systemDefault();

  private MachineZone() {}

  public static ZoneId get() {
    return ZONE;
  }

  /** Sets the JVM to UTC; to be called before anything else uses its zone. */
  public static void putJvmIntoUtc() {
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
  }
}
