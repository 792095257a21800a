using ValuePortal.Identity.Passwords;

namespace ValuePortal.Tests.Identity;

public sealed class PasswordRuleTests
{
    private static readonly string[] s_own = ["anna", "schmidt", "fabrikam", "example"];

    [Theory]
    [InlineData("Password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("passwordpassword")]
    [InlineData("Welcome2026!!")]
    [InlineData("Summer2026Summer2026")]
    [InlineData("123456789012")]
    [InlineData("111111111111")]
    [InlineData("121212121212")]
    [InlineData("qwertyuiop12")]
    [InlineData("qwerty123456")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("abcdefghijkl")]
    [InlineData("abcd12345678")]
    [InlineData("poiuytrewq12")]
    [InlineData("ValuePortal2026")]
    [InlineData("valueportal!")]
    [InlineData("1loveyou1234")]
    [InlineData("LetMeIn12345")]
    [InlineData("dragonmonkey")]
    [InlineData("Michael19840101")]
    [InlineData("woaini1314520")]
    [InlineData("AnnaSchmidt2026")]
    [InlineData("fabrikam!!!!!!")]
    [InlineData("Schmidtpassword1")]
    [InlineData("ｐａｓｓｗｏｒｄ１２３４")]
    public void What_guessers_try_first_is_refused(string password) => Assert.True(CommonPasswords.Contains(password, s_own));

    [Theory]
    [InlineData("blue kettle runs far")]
    [InlineData("correct horse battery staple")]
    [InlineData("vf8Kq2mZx0Lp")]
    [InlineData("482917350628")]
    [InlineData("teapot under the stairs")]
    [InlineData("Fensterbrettlicht")]
    [InlineData("下雨天我喜欢在窗边喝茶看书")]
    [InlineData("anna keeps bees in winter")]
    public void A_password_of_ones_own_is_taken(string password) => Assert.False(CommonPasswords.Contains(password, s_own));
}
