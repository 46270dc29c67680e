package orderimport.benchmark;

/** Measures the start of Java alone. */
final class EmptyProgram {
  private EmptyProgram() {}

  public static void main(String[] arguments) {}
}
