/** Given and family names, freely combined: the people are invented. */
export const GIVEN_NAMES = (
  "Adele Agnes Albin Amara Anders Anika Arno Beatrix Benno Bodil Carmo Cecily Clemens Corin Dagny Dario Delia Edvin Eila Elio Emmeline " +
  "Enzo Esben Fabia Felix Freya Gerda Gilda Hanno Hedda Henrik Ida Ilse Imre Ines Ivo Jorun Judith Kasper Katja Kian Lasse Leonie Levin " +
  "Linnea Lorenz Maiken Malte Marit Mattis Mila Nadia Nils Odile Orla Oskar Paula Pelle Petra Quinn Ragna Ramon Rika Rosa Ruben Sanna " +
  "Selma Silas Sunniva Tamar Tilde Tobias Torben Ulla Vera Viggo Wanda Wim Yara Yngve Zita Zoran"
).split(" ");

export const FAMILY_NAMES = (
  "Abelson Ahlgren Ambrose Baller Bergholt Birkland Bonnevik Brandel Carrow Castenfeld Clausius Corvell Dahlmark Delacroy Dornfeld Eklöv " +
  "Ellerby Engholt Falkner Fennimore Fossdal Gallowen Garnett Gildemyr Grankvist Hafner Halvard Hartwick Hollberg Ingerman Isdale Jansvik " +
  "Jorvald Kalloway Kestrel Kindler Kronfeld Lachmere Landvik Lindqvar Lomax Malmgard Marchetto Melbury Moravec Nethercott Nordhaus Oakhurst " +
  "Ollenburg Overby Pellworm Penhallow Quistgard Rademar Ravnsborg Rosendahl Sandoval Schellmann Sorrel Stenmark Strandby Tavernier Thornvik " +
  "Trelawn Ulvaeus Underby Vandermoor Vesterlund Wadsten Wennberg Wexcombe Yardley Ysander Zellweg Zimring"
).split(" ");

/** Letters as account names spell them. */
export function asciiOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^A-Za-z]/g, "");
}
