package orderimport.cluster;

import java.util.List;

/** The processes that share the database, and how this process compares with them. */
public final class Members {
  private final ClusterMembers members;
  private final BuildFingerprint fingerprint;

  Members(ClusterMembers members, BuildFingerprint fingerprint) {
    this.members = members;
    this.fingerprint = fingerprint;
  }

  /** All processes, in the order in which they joined. */
  public List<Member> findAll() {
    return members.findAll();
  }

  /** The version of this process; others take no part in its imports. */
  public String version() {
    return fingerprint.version();
  }

  /**
   * The parts of the configuration that differ from this process', such as {@code columns.yml} or
   * the name of a carrier; a process with differences takes no part in its imports.
   */
  public List<String> differences(Member member) {
    return fingerprint.differences(member.configuration());
  }
}
