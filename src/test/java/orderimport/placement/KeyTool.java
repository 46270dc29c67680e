package orderimport.placement;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's keytool in this process; a process of its own would take half a second a key. */
public final class KeyTool {
  public static final String PASSWORD = "changeit";

  private KeyTool() {}

  /**
   * Adds a key and its certificate to a key store of the type PKCS12, which it creates if needed.
   *
   * @param name the alias and the common name
   * @param options of keytool in addition
   */
  public static void generate(Path store, String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC"));
    arguments.addAll(List.of("-alias", name, "-dname", "CN=" + name));
    arguments.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    arguments.addAll(List.of("-storepass", PASSWORD));
    arguments.addAll(List.of(options));
    try {
      Method main =
          Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class);
      main.invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
