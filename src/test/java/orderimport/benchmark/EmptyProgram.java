package orderimport.benchmark;

/** What starting Java costs by itself. */
final class EmptyProgram {
  private EmptyProgram() {}

  public static void main(String[] arguments) {}
}
