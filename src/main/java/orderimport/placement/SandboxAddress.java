package orderimport.placement;

import java.net.URI;

/** Where the built-in stand-in of the carriers listens; started when it is first asked for. */
@FunctionalInterface
public interface SandboxAddress {
  URI uri();
}
