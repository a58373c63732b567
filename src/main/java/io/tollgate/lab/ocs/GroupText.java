package io.tollgate.lab.ocs;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Rating groups of a request as text: {@code 100|1+2|wants|m0o0s0|m3o120s0|3|50}, joined by ;. */
final class GroupText {

  private GroupText() {}

  static String write(List<CreditRequest.Group> groups) {
    return groups.stream()
        .map(
            group ->
                String.join(
                    "|",
                    group.ratingGroup().isPresent()
                        ? Long.toString(group.ratingGroup().getAsLong())
                        : "",
                    numbers(group.services()),
                    group.wants() ? "wants" : "",
                    group.asked().toString(),
                    group.used().toString(),
                    numbers(group.reasons()),
                    numbers(group.triggers())))
        .collect(Collectors.joining(";"));
  }

  static List<CreditRequest.Group> read(String text) {
    return Arrays.stream(text.split(";"))
        .filter(group -> !group.isEmpty())
        .map(GroupText::group)
        .toList();
  }

  private static CreditRequest.Group group(String text) {
    String[] fields = text.split("\\|", -1);
    return new CreditRequest.Group(
        fields[0].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[0])),
        numbers(fields[1]),
        fields[2].equals("wants"),
        Units.parse(fields[3]),
        Units.parse(fields[4]),
        numbers(fields[5]),
        numbers(fields[6]));
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("+"));
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split("\\+"))
        .filter(number -> !number.isEmpty())
        .map(Long::valueOf)
        .toList();
  }
}
