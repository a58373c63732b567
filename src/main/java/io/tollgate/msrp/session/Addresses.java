package io.tollgate.msrp.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses of one user, which the headers of CPIM messages are compared with. */
final class Addresses {
  static final String NOBODY = "anonymous@anonymous.invalid";

  private final Set<String> spellings = new HashSet<>();

  void add(List<String> uris) {
    for (String uri : uris) {
      spellings.add(CpimHead.normal(uri));
      spellings.add(CpimHead.written(uri));
    }
  }

  boolean isEmpty() {
    return spellings.isEmpty();
  }

  /** Whether a CPIM header names this user. */
  boolean name(String identity) {
    return spellings.contains(identity);
  }

  /** Whether this user may send what says that it is from there: from the user, or from nobody. */
  boolean maySendFrom(@Nullable String from) {
    return from == null || name(from) || from.equals(NOBODY);
  }
}
