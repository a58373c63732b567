package io.tollgate.diameter.profile;

import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.transport.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which server is spoken to by which profile. */
public final class Profiles {
  /** What comes with the program. */
  public static final List<String> SHIPPED =
      List.of("3gpp", "oma", "sigscale", "freediameter", "cgrates");

  /** Everybody by the standard form. */
  public static final Profiles NONE = new Profiles(Map.of(), Profile.STANDARD);

  private static final String SUFFIX = ".profile";
  private static final long LARGEST_FILE = 1_000_000;

  private final Map<String, Profile> named;
  private final Profile others;

  private Profiles(Map<String, Profile> named, Profile others) {
    this.named = Map.copyOf(named);
    this.others = others;
  }

  /** For all servers the same. */
  public static Profiles of(Profile profile) {
    return new Profiles(Map.of(), profile);
  }

  /** The profile with these lines in it too; they go before its own. */
  public static Profile changed(Profile base, List<String> lines) {
    return ProfileText.changed(base, lines);
  }

  /**
   * @param chosen each a profile for all, or {@code peer-or-realm=profile}
   * @param directory where the operator's own stand as NAME.profile, before those that come with
   *     the program
   */
  public static Profiles load(List<String> chosen, Optional<Path> directory) {
    Map<String, Profile> named = new LinkedHashMap<>();
    Profile others = Profile.STANDARD;
    for (String one : chosen) {
      String[] sides = one.split("=", -1);
      if (sides.length > 2) {
        throw new ProfileException(one + " (expected: PROFILE or PEER-OR-REALM=PROFILE)");
      }
      Profile profile = named(sides[sides.length - 1].strip(), directory);
      if (sides.length == 1) {
        others = profile;
      } else {
        named.put(sides[0].strip().toLowerCase(Locale.ROOT), profile);
      }
    }
    return new Profiles(named, others);
  }

  /** The operator's own, else one that comes with the program. */
  public static Profile named(String name, Optional<Path> directory) {
    if (name.equals(Profile.STANDARD.name())) {
      return Profile.STANDARD;
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new ProfileException(name + " (expected: the name of a profile)");
    }
    Optional<Path> own =
        directory.map(in -> in.resolve(name + SUFFIX)).filter(Files::isRegularFile);
    if (own.isPresent()) {
      return read(own.get(), name);
    }
    Profile shipped = shipped(name);
    if (shipped == null) {
      throw new ProfileException(
          "profile "
              + name
              + " (expected: standard, one of "
              + SHIPPED
              + directory.map(in -> " or a file " + in.resolve(name + SUFFIX)).orElse("")
              + ")");
    }
    return shipped;
  }

  private static Profile read(Path file, String name) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new ProfileException(file + ": larger than " + LARGEST_FILE + " bytes");
      }
      return ProfileText.read(
          file.toString(),
          name,
          Files.readAllLines(file),
          base -> base.equals(Profile.STANDARD.name()) ? Profile.STANDARD : shipped(base));
    } catch (IOException e) {
      throw new ProfileException(file + ": cannot be read: " + e);
    }
  }

  private static @Nullable Profile shipped(String name) {
    if (name.equals(Profile.STANDARD.name())) {
      return Profile.STANDARD;
    }
    if (!SHIPPED.contains(name)) {
      return null;
    }
    String resource = name + SUFFIX;
    try (InputStream in = Profiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ProfileException(resource + ": missing from the program");
      }
      return ProfileText.read(
          resource,
          name,
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList(),
          Profiles::shipped);
    } catch (IOException e) {
      throw new ProfileException(resource + ": " + e);
    }
  }

  /** By the name of the server, else by its realm, else by the domains above its name. */
  public Profile of(String server, String realm) {
    String name = server.toLowerCase(Locale.ROOT);
    Profile found = named.get(name);
    if (found == null) {
      found = named.get(realm.toLowerCase(Locale.ROOT));
    }
    for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      found = named.get(name.substring(dot + 1));
    }
    return found == null ? others : found;
  }

  /** Each with the server, realm or domain that it is for, in lower case. */
  public Map<String, Profile> named() {
    return named;
  }

  /** What decides how a service is sold before it is known which server will answer. */
  public Profile ofRealm(String realm) {
    return named.getOrDefault(realm.toLowerCase(Locale.ROOT), others);
  }

  /** How requests about this service are written. */
  public Dialect dialect(ServiceInformation service, String realm) {
    if (this == NONE) {
      return Dialect.NONE;
    }
    return new Dialect() {
      @Override
      public Avps write(String server, Avps body) {
        Profile profile = of(server, realm);
        return profile.isPlain()
            ? body
            : new BodyRewriter(profile).rewrite(body, service.kind(), service.profile());
      }

      @Override
      public boolean announcesOverloadControl(String server) {
        return of(server, realm).overloadControl();
      }
    };
  }
}
