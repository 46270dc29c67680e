package orderimport.placement;

import java.net.URI;

/** The address of the built-in sandbox, which is started on first use. */
@FunctionalInterface
public interface SandboxAddress {
  URI uri();
}
