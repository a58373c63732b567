package io.tollgate.crash;

/**
 * What a user saw of a call that was answered.
 *
 * @param caller their user name
 * @param wholly it was ended by its caller, and the server confirmed that
 * @param taken messages of the caller that the server answered with 200, and cannot have lost
 * @param offered messages that the caller sent; the last one may have been answered by nobody
 */
record SeenCall(String callId, String caller, boolean wholly, long taken, long offered) {

  /** In words, with blanks between. */
  String line() {
    return String.join(
        " ",
        callId,
        caller,
        Boolean.toString(wholly),
        Long.toString(taken),
        Long.toString(offered));
  }

  static SeenCall of(String line) {
    String[] words = line.split(" ");
    return new SeenCall(
        words[0],
        words[1],
        Boolean.parseBoolean(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }
}
