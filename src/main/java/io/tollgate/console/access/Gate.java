package io.tollgate.console.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is from, and whether it may be let in at all.
 *
 * <p>Three ways in: a login of this server; the name that a reverse proxy has found out, told in a
 * header and believed from the proxy's address alone; and, for reading, a connection from this very
 * machine. The last is no way in for what a proxy on this machine passes on.
 */
public final class Gate {
  /** With this prefix a browser takes it only over TLS from this host, and for no other path. */
  private static final String COOKIE_OVER_TLS = "__Host-tollgate";

  private static final String COOKIE = "tollgate";

  private static final List<String> PASSED_ON =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  /**
   * What the operator has said.
   *
   * @param names by which browsers reach this server
   * @param userHeader header with the name that a reverse proxy has found out; empty for none
   * @param proxies addresses that are believed about that header
   */
  public record Policy(
      Set<String> names, String userHeader, Set<String> proxies, boolean readFromThisMachine) {
    public Policy {
      names = Set.copyOf(names);
      proxies = Set.copyOf(proxies);
    }
  }

  private final Policy policy;
  private final UserFile users;
  private final Logins logins;
  private final byte[] key = new byte[32];

  public Gate(Policy policy, UserFile users, Logins logins) {
    this.policy = policy;
    this.users = users;
    this.logins = logins;
    new SecureRandom().nextBytes(key);
  }

  /**
   * Whether the request asks for this server by a name that is its own. A page of somebody else's
   * that has its own name point here (DNS rebinding) does not.
   */
  public boolean isForUs(HttpServletRequest request) {
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    if (hosts.size() != 1) {
      return false;
    }
    String host = withoutPort(hosts.get(0)).toLowerCase(Locale.ROOT);
    return policy.names().contains(host) || isAddress(host);
  }

  /** An address cannot be made to point elsewhere. */
  private static boolean isAddress(String host) {
    return host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || host.matches("\\[[0-9a-f:.]+\\]");
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /**
   * Empty where nobody is let in.
   *
   * @param stays whether the request shows that somebody is still there
   */
  public Optional<Reader> reader(HttpServletRequest request, boolean stays) {
    Optional<Reader> loggedIn = login(request).flatMap(id -> logins.reader(id, stays));
    if (loggedIn.isPresent()) {
      return loggedIn;
    }
    Optional<Reader> told = toldByProxy(request);
    if (told.isPresent()) {
      return told;
    }
    return policy.readFromThisMachine() && isFromThisMachine(request)
        ? Optional.of(Reader.onThisMachine())
        : Optional.empty();
  }

  /** The identifier of the login that the request has, good or not. */
  public Optional<String> login(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(cookieName(request))) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static String cookieName(HttpServletRequest request) {
    return request.isSecure() ? COOKIE_OVER_TLS : COOKIE;
  }

  /**
   * The value of a Set-Cookie header.
   *
   * @param id null takes the cookie back
   */
  public static String cookie(HttpServletRequest request, @Nullable String id) {
    return cookieName(request)
        + "="
        + (id == null ? "" : id)
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (request.isSecure() ? "; Secure" : "")
        + (id == null ? "; Max-Age=0" : "");
  }

  private Optional<Reader> toldByProxy(HttpServletRequest request) {
    if (policy.userHeader().isEmpty() || !policy.proxies().contains(request.getRemoteAddr())) {
      return Optional.empty();
    }
    List<String> names = Collections.list(request.getHeaders(policy.userHeader()));
    UserFile.User user = names.size() == 1 ? users.find(names.get(0).strip()) : null;
    return user == null
        ? Optional.empty()
        : Optional.of(new Reader(user.name(), user.roles(), tokenOf(user.name())));
  }

  private String tokenOf(String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256: every JDK has it", e);
    }
  }

  private static boolean isFromThisMachine(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
          && PASSED_ON.stream().allMatch(name -> request.getHeader(name) == null);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Whether what a browser says of where the request was made speaks against this server's pages.
   */
  public static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin != null && (host == null || !origin.replaceFirst("^https?://", "").equals(host));
  }

  /** Whether a form was made by a page for this reader. */
  public static boolean hasToken(Reader reader, @Nullable String token) {
    return !reader.token().isEmpty()
        && token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            reader.token().getBytes(StandardCharsets.UTF_8));
  }

  /** The names of the loopback address, of the listener, and those that the operator adds. */
  public static Set<String> names(String host, List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.add("localhost");
    all.add(host.toLowerCase(Locale.ROOT));
    return Set.copyOf(new java.util.HashSet<>(all));
  }
}
