package orderimport.database;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The time zone of the machine, in which people are shown times. The JVM itself is in UTC: the
 * driver tells the server the name of the JVM's zone when it connects, with no setting to prevent
 * it, and a server that does not know the name rejects the connection (pgjdbc#3642).
 */
public final class MachineZone {
  private static final ZoneId ZONE = ZoneId.systemDefault();

  private MachineZone() {}

  public static ZoneId get() {
    return ZONE;
  }

  /** Puts the JVM into UTC; to be called before anything else asks for its zone. */
  public static void putJvmIntoUtc() {
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
  }
}
