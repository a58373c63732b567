package io.tollgate.msrp.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were accepted whole lately. A resend of one is answered, but neither carried nor
 * counted: were it carried, one id would do for any number of free messages. Where the delivery
 * failed it is carried again, a few times, and still not counted again: the message it repeats was.
 */
final class RecentIds {
  private static final int KEPT = 512;
  private static final int REPEATS = 3;

  private final Map<String, Accepted> messages = new Kept();

  private static final class Kept extends LinkedHashMap<String, Accepted> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Accepted> eldest) {
      return size() > KEPT;
    }
  }

  private static final class Accepted {
    final long size;
    boolean failed;
    int repeats;

    Accepted(long size) {
      this.size = size;
    }
  }

  /** What a new SEND with a known id is. */
  enum Resend {
    /** It is no resend. */
    NONE,
    /** Answered with 200 and left at that. */
    NEEDLESS,
    /** Carried again. */
    REPEAT,
    /** Its delivery failed too often. */
    HOPELESS
  }

  Resend resend(String id) {
    Accepted known = messages.get(id);
    if (known == null) {
      return Resend.NONE;
    }
    if (!known.failed) {
      return Resend.NEEDLESS;
    }
    return known.repeats < REPEATS ? Resend.REPEAT : Resend.HOPELESS;
  }

  /** A repeat begins; gives the size that it must have. */
  long repeat(String id) {
    Accepted known = messages.get(id);
    if (known == null) {
      throw new IllegalStateException(id + " is not known (expected: a resend)");
    }
    known.repeats++;
    known.failed = false;
    return known.size;
  }

  /** A message that is no repeat was accepted whole. */
  void add(String id, long size) {
    messages.put(id, new Accepted(size));
  }

  /** The delivery of a message failed, or a repeat of it did not come whole. */
  void failed(String id) {
    @Nullable Accepted known = messages.get(id);
    if (known != null) {
      known.failed = true;
    }
  }
}
