package io.tollgate.sip;

import static io.tollgate.charging.record.ServiceProfile.CPM;
import static io.tollgate.charging.record.ServiceProfile.IM;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.sip.ProfilePolicy.UriRule;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises IM and CPM by feature tag, ICSI or URI. ICSIs are percent-encoded in feature tags and
 * plain in P-Asserted-Service; clients mix that up, so both forms are read everywhere.
 */
public final class ServiceRecognition {
  private static final Pattern ICSI =
      Pattern.compile("urn:urn-7:3gpp-service\\.ims\\.icsi\\.([a-z0-9._-]+)");
  private static final Pattern IARI =
      Pattern.compile("urn:urn-7:3gpp-application\\.ims\\.iari\\.([a-z0-9._-]+)");
  private static final String CPM_SERVICES = "oma.cpm.";
  private static final String IM_TAG = "+g.oma.sip-im";
  private static final String IM_LARGE_TAG = "+g.oma.sip-im.large-message";

  private final ProfilePolicy policy;

  public ServiceRecognition(ProfilePolicy policy) {
    this.policy = policy;
  }

  public ServiceMark recognise(RequestFacts request) {
    List<String> marks = new ArrayList<>();
    request.services().forEach(service -> marks.add(plain(service)));
    request.features().forEach(feature -> marks.add(plain(feature)));
    String service = found(ICSI, marks);
    return new ServiceMark(
        profile(request, service, marks),
        kind(request, service, marks),
        icsi(service),
        iari(marks));
  }

  private static @Nullable String icsi(@Nullable String service) {
    return service == null ? null : "urn:urn-7:3gpp-service.ims.icsi." + service;
  }

  private static @Nullable String iari(List<String> marks) {
    String application = found(IARI, marks);
    return application == null ? null : "urn:urn-7:3gpp-application.ims.iari." + application;
  }

  private ServiceProfile profile(
      RequestFacts request, @Nullable String service, List<String> marks) {
    if (policy.forced() != null) {
      return policy.forced();
    }
    for (UriRule rule : policy.uriPatterns()) {
      if (rule.pattern().matcher(request.requestUri()).matches()) {
        return rule.profile();
      }
    }
    if (service != null && service.startsWith(CPM_SERVICES)) {
      return CPM;
    }
    return marks.stream().anyMatch(mark -> mark.contains(IM_TAG)) ? IM : policy.otherwise();
  }

  private static ServiceKind kind(
      RequestFacts request, @Nullable String service, List<String> marks) {
    if (request.method().equals("MESSAGE")) {
      return ServiceKind.PAGE_MESSAGE;
    }
    if (service != null && service.startsWith(CPM_SERVICES)) {
      switch (service.substring(CPM_SERVICES.length())) {
        case "largemsg" -> {
          return ServiceKind.LARGE_MESSAGE;
        }
        case "filetransfer" -> {
          return ServiceKind.FILE_TRANSFER;
        }
        case "deferred" -> {
          return ServiceKind.DEFERRED_MESSAGE;
        }
        case "session.group" -> {
          return ServiceKind.GROUP_SESSION;
        }
        default -> {
          // Sessions and whatever else OMA adds are charged as sessions.
        }
      }
    }
    if (marks.stream().anyMatch(mark -> mark.contains(IM_LARGE_TAG))) {
      return ServiceKind.LARGE_MESSAGE;
    }
    String sdp = request.sdp();
    return sdp != null && sdp.contains("a=file-selector:")
        ? ServiceKind.FILE_TRANSFER
        : ServiceKind.SESSION;
  }

  /** The longest match, so that a general service does not hide a special one named beside it. */
  private static @Nullable String found(Pattern pattern, List<String> marks) {
    String longest = null;
    for (String mark : marks) {
      Matcher matcher = pattern.matcher(mark);
      while (matcher.find()) {
        if (longest == null || matcher.group(1).length() > longest.length()) {
          longest = matcher.group(1);
        }
      }
    }
    return longest;
  }

  private static String plain(String mark) {
    String lower = mark.toLowerCase(Locale.ROOT);
    if (lower.indexOf('%') < 0) {
      return lower;
    }
    try {
      // A '+' starts a feature tag and is no encoded blank.
      return URLDecoder.decode(lower.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return lower.replace("%3a", ":");
    }
  }
}
