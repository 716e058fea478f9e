/** Words that texts of any subject hold, for models whose example holds few: a graph knows most of its words from training. */
export const plainWords: readonly string[] = `
a about after again all also always an and any are as at be because been before best better big but by can come could
day did do does down each end even every few find first for from get give go good great had has have he her here high
him his home how i if in into is it just know last late less life like little long look love low made make many may me
might more most much must my never new next no not now of off old on one only or other our out over own part people
play please put right said same say see she should show small so some still such take tell than thank that the their
them then there these they thing think this time to today too top two under up us use very want was way we week well
were what when where which while who why will with word work world would year yes yet you young your
account address airline amazing awful bad bank battery beautiful boring business buy car card champion charge chip
city climate club coach company computer country court customer delay delivery doctor economy election email energy
excellent exchange fail family film fine flight food free friend game goal government happy hate health help horrible
hotel house internet invoice job law market match medicine meeting minister money month movie music offer office order
package party password perfect phone player police poor president price prize problem product profit quality refund
report research sad sale school science score season security service shares slow software star stock student support
talk tax teacher team technology terrible ticket travel trial university update video vote war water weather win
window winner worst wrong
le la les des est avec der die das und ist nicht el los una por que il di het een och som
`
  .trim()
  .split(/\s+/);
