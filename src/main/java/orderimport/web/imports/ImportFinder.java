package orderimport.web.imports;

import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.web.ResourceNotFoundException;
import org.springframework.stereotype.Component;

/** Finds the imports that requests name. */
@Component
public class ImportFinder {
  private final Imports imports;

  ImportFinder(Imports imports) {
    this.imports = imports;
  }

  /**
   * An import.
   *
   * @throws ResourceNotFoundException if it does not exist, or is a dry run
   */
  public Import get(long id) {
    return imports.findImport(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
  }
}
