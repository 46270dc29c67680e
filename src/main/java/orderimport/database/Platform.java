package orderimport.database;

import java.util.Locale;

/** The platforms for which PostgreSQL is included, with the names of their archives. */
enum Platform {
  LINUX_X86("postgres-linux-x86_64.txz"),
  LINUX_ARM("postgres-linux-arm_64.txz"),
  MAC_ARM("postgres-darwin-arm_64.txz");

  private final String archive;

  Platform(String archive) {
    this.archive = archive;
  }

  String archive() {
    return archive;
  }

  /**
   * @param system the system property {@code os.name}
   * @param processor the system property {@code os.arch}
   */
  static Platform of(String system, String processor) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean linux = name.startsWith("linux");
    boolean mac = name.startsWith("mac");
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> linux ? LINUX_X86 : unsupported(system, processor);
      case "aarch64", "arm64" -> linux ? LINUX_ARM : mac ? MAC_ARM : unsupported(system, processor);
      default -> unsupported(system, processor);
    };
  }

  private static Platform unsupported(String system, String processor) {
    throw new DatabaseUnavailableException(
        ("order-import includes no PostgreSQL for %s on %s. Configure your own server:"
                + " spring.datasource.url in job-config/application.yml.")
            .formatted(system, processor));
  }
}
