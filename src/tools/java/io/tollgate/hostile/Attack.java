package io.tollgate.hostile;

/** One thing that somebody tries. */
record Attack(String name, Play play) {

  /** Returns when the server withstood. */
  interface Play {
    void play(Arena arena) throws Exception;
  }

  static Attack named(String name, Play play) {
    return new Attack(name, play);
  }
}
