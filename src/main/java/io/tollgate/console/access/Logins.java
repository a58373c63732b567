package io.tollgate.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. Bounded in every way that a stranger could use: logins kept, password checks at
 * a time, and failures in a row of one name or from one address, after which it has to wait.
 */
public final class Logins {
  private static final int MOST = 500;
  private static final int MOST_CULPRITS = 10_000;
  private static final int FREE_FAILURES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int ID_OCTETS = 32;

  /** Each costs a tenth of a second of a processor. */
  private static final int CHECKS_AT_A_TIME = 1;

  private final UserFile users;
  private final Duration idle;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME);

  /** A password that nobody has, so that an unknown name takes as long as a known one. */
  private static final String NOBODY = Passwords.ofNobody();

  private final Map<String, Login> logins = new LinkedHashMap<>();
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  /** Of one user; the roles are those that the file has at each request. */
  private record Login(String name, String token, Instant began, Instant used) {}

  private record Failures(int inARow, Instant last) {}

  /** What became of a try. */
  public record Try(@Nullable String id, String problem) {}

  public Logins(UserFile users, Duration idle, InstantSource clock) {
    this.users = users;
    this.idle = idle;
    this.clock = clock;
  }

  /**
   * @param address where the request came from
   */
  public Try login(String name, char[] password, String address) {
    if (mustWait("name " + name) || mustWait("from " + address)) {
      return new Try(null, "too many failures: wait a while");
    }
    if (!checks.tryAcquire()) {
      return new Try(null, "busy: try again");
    }
    boolean right;
    try {
      UserFile.User user = users.find(name);
      boolean known = user != null && user.hasPassword();
      right = Passwords.matches(user != null && known ? user.hash() : NOBODY, password) && known;
    } finally {
      checks.release();
    }
    if (!right) {
      failed("name " + name);
      failed("from " + address);
      return new Try(null, "name or password is wrong");
    }
    return new Try(begin(name, address), "");
  }

  private synchronized boolean mustWait(String culprit) {
    Failures known = failures.get(culprit);
    if (known == null || known.inARow() < FREE_FAILURES) {
      return false;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(known.inARow() - FREE_FAILURES, 9));
    return clock
        .instant()
        .isBefore(known.last().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
  }

  private synchronized void failed(String culprit) {
    Failures known = failures.remove(culprit);
    failures.put(culprit, new Failures(known == null ? 1 : known.inARow() + 1, clock.instant()));
    bound(failures, MOST_CULPRITS);
  }

  private synchronized String begin(String name, String address) {
    failures.remove("name " + name);
    failures.remove("from " + address);
    String id = newId();
    Instant now = clock.instant();
    logins.put(key(id), new Login(name, newId(), now, now));
    bound(logins, MOST);
    return id;
  }

  /** The oldest goes. */
  private static void bound(Map<String, ?> map, int most) {
    if (map.size() > most) {
      map.remove(map.keySet().iterator().next());
    }
  }

  /** Who has this identifier, if the login is still good and the name still in the file. */
  synchronized Optional<Reader> reader(String id, boolean stays) {
    String key = key(id);
    Login login = logins.get(key);
    if (login == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    UserFile.User user = users.find(login.name());
    if (user == null
        || !user.hasPassword()
        || now.isAfter(login.used().plus(idle))
        || now.isAfter(login.began().plus(LONGEST))) {
      logins.remove(key);
      return Optional.empty();
    }
    if (stays) {
      logins.put(key, new Login(login.name(), login.token(), login.began(), now));
    }
    return Optional.of(new Reader(login.name(), user.roles(), login.token()));
  }

  public synchronized void logout(String id) {
    logins.remove(key(id));
  }

  /** What is kept is not what a cookie holds: reading this map logs nobody in. */
  private static String key(String id) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: every JDK has it", e);
    }
  }

  private String newId() {
    byte[] id = new byte[ID_OCTETS];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
